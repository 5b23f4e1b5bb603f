"""Energy, gases and carbon between members: both reports compared, open cases worked off."""
