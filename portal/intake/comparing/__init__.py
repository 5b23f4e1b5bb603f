"""Two workbooks of a member side by side: what differs, and what each difference comes to."""
