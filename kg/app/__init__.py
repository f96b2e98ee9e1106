"""What joins the wings: the pipeline from records to a graph folder, and the command line."""
