"""The page of the carbon budget, its versions and the programmes beside the members."""
