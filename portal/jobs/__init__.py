"""Work that is done after the answer: a queue in the database and its workers."""
