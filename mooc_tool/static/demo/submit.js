/* Posts the form of this page; the button stays for those without scripts. */
document.getElementById("posting").requestSubmit();
