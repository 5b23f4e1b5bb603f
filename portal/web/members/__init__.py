"""Master data of members: companies, their sites and what became of them."""
