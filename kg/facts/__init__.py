"""From a registry record to facts with the words that say so; pure, and free of any graph library."""
