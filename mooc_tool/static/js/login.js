/** A login: the platform's page keeps our secret, then the browser goes to the platform.
 *  Where it does not, our server looks whether a cookie was kept. */
import { put } from "./platform-storage.js";

const onward = document.querySelector("#onward");
const { frame, origin, key, secret, platform } = onward.dataset;
const kept = await put({ frame, origin }, key, secret);
location.replace(kept ? platform : onward.href);
