"""The window: pages over the services of `qcdesk.desk`; the core never imports it."""
