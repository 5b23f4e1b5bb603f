"""Code lists, units, emission factors, heat values, warming potentials and published figures."""
