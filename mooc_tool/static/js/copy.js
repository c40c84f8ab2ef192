/** <copy-value>: a button beside a value, which copies it and says so. */
customElements.define("copy-value", class extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard || this.querySelector("button")) return;
    const value = this.querySelector("code");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet button-small";
    button.textContent = this.dataset.word;
    button.setAttribute("aria-describedby", value.id);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(value.textContent.trim());
      button.textContent = this.dataset.done;
      setTimeout(() => { button.textContent = this.dataset.word; }, 2500);
    });
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    status.append(button);
    this.append(status);
  }
});
