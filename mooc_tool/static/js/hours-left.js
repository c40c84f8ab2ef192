/** <hours-left>: says how many hours are left while a campaign is chosen. An added view: the form is checked all the same. */
class HoursLeft extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.#count());
    this.#count();
  }

  #count() {
    const hours = this.dataset.hours.split(",").map(Number);
    const price = (select, i) => (select.value === "2" ? hours[i] : Number(select.value));
    const spent = [...this.querySelectorAll("select")].reduce((sum, select, i) => sum + price(select, i), 0);
    const told = this.querySelector(".cascade-left");
    told.hidden = false;
    told.classList.toggle("is-over", spent > this.dataset.budget);
    told.querySelector("output").textContent = this.dataset.budget - spent;
  }
}
customElements.define("hours-left", HoursLeft);
