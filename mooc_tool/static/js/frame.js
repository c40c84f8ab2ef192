/** In a frame of a learning platform: say how high the page is, by the LTI message and by iframeResizer's. */
if (window.parent !== window) {
  let resizer = null; // [id, origin] once a parent that uses iframeResizer has spoken
  let last = 0;

  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    window.parent.postMessage({ subject: "lti.frameResize", height }, "*");
    if (resizer) {
      const width = document.documentElement.clientWidth;
      window.parent.postMessage(`[iFrameSizer]${resizer[0]}:${height}:${width}:size`, resizer[1]);
    }
  };

  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || typeof event.data !== "string") return;
    const said = /^\[iFrameSizer\]([^:]+):/.exec(event.data);
    if (!said || event.origin === "null") return;
    resizer = [said[1], event.origin];
    last = 0;
    tell();
  });

  document.body.classList.add("framed");
  new ResizeObserver(tell).observe(document.body);
}
