// Shows /openapi.json with Swagger UI. In a file of its own, because the page's policy lets no script run inside it.
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  // Its badge would ask an address outside.
  validatorUrl: null,
  // A token is a secret, and a reload is rare: it is not written to the browser's storage.
  persistAuthorization: false,
  tryItOutEnabled: true,
});
