/** A form marked data-send goes by itself; a button marked data-close ends a registration opened by the platform. */
document.querySelector("form[data-send]")?.requestSubmit();

for (const button of document.querySelectorAll("[data-close]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const opener = window.opener ?? window.parent;
    opener.postMessage({ subject: "org.imsglobal.lti.close" }, "*");
  });
}
