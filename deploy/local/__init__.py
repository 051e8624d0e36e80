"""The suite on one machine, without Docker: real PostgreSQL, S3, SQS and Envoy."""
