"""Mail: written in the transaction that causes it, sent by a worker afterwards."""
