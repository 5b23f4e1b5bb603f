"""The log, the mail that waits and the settings, for administrators and auditors."""
