// A file that is dropped beside every field must not make the browser leave the page for it. Where the page takes files in
// one place only, that is where it goes. Loaded when the first one hangs over the page.
for (const kind of ["dragover", "drop"] as const) {
  addEventListener(kind, (event) => {
    const { dataTransfer: given, defaultPrevented } = event;
    if (defaultPrevented || !given?.types.includes("Files")) return;
    event.preventDefault();
    const inputs = document.querySelectorAll<HTMLInputElement>("input[type=file]:enabled:not([capture])");
    const only = inputs.length === 1 ? inputs[0]! : null;
    if (kind === "dragover") given.dropEffect = only ? "copy" : "none";
    else if (only && (given.files.length === 1 || only.multiple)) {
      only.files = given.files;
      only.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}
