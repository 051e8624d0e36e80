"""Envoy: REST and gRPC for the suite on one port."""
