"""The workbooks as they were received, by the hash of their bytes."""
