"""Parts of the page that run in the browser; each is a JavaScript file and its mount."""
