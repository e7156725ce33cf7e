// Says in words why the application cannot start; the application itself removes `#start`.
(() => {
  const show = (id) => document.getElementById(id).removeAttribute("hidden");

  const stop = (why, again) => {
    document.getElementById("start")?.remove();
    show("cannot-start");
    show(why);
    if (again) show("why-again");
  };

  document.getElementById("load-again").addEventListener("click", () => location.reload());

  if (!window.isSecureContext) return stop("why-insecure", false);
  if (typeof WebAssembly !== "object" || !("indexedDB" in window)) return stop("why-old", false);

  let started = false;
  window.addEventListener("TrunkApplicationStarted", () => {
    started = true;
  });

  // A part that did not arrive (a broken network, a half-finished update) rejects the loader's
  // module; a missing module file only fires an error at its element, in the capture phase.
  const failed = () => {
    if (!started && document.getElementById("start")) stop("why-failed", true);
  };
  window.addEventListener("unhandledrejection", failed);
  window.addEventListener("error", failed, true);
})();
