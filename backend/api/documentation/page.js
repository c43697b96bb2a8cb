/* The documentation of the API: the theme of the other pages, and requests as this page may send them. */
(function () {
  "use strict";

  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function dress() {
    const [, chosen] = document.cookie.match(/(?:^|; )paysage-theme=(light|dark)/) ?? [];
    const dark = chosen ? chosen === "dark" : system.matches;
    document.documentElement.classList.toggle("dark-mode", dark);
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
  }

  /* The session's cookie may change something only together with this header. */
  function signed(request) {
    request.headers["X-Paysage"] = "1";
    return request;
  }

  function show() {
    window.SwaggerUIBundle({
      dom_id: "#viewer",
      url: "/api/v1/openapi.json",
      validatorUrl: null, // it would ask another host
      deepLinking: true,
      docExpansion: "list",
      defaultModelsExpandDepth: 0,
      requestInterceptor: signed,
    });
  }

  dress();
  system.addEventListener("change", dress);
  document.addEventListener("DOMContentLoaded", show);
})();
