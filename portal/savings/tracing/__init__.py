"""From a figure of savings to the streams in it, their documents, meter rows and cells."""
