"""Many programs at once: which files a command line names, under which settings, looked at on all cores."""
