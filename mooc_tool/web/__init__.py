"""The only room that knows Flask: pages, forms, sessions in the path, one table from errors to statuses."""
