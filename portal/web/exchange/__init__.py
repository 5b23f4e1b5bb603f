"""The exchange register: flows between members, open cases, and the network."""
