"""Speed and memory, as ratios measured in one run; `./go bench` prints them as tables."""
