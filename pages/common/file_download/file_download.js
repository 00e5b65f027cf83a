// Saves each file that it is given once, however often it is given, and says so.

const saved = (globalThis.savedFiles ??= new Set());

export default function ({ data, setTriggerValue }) {
  if (!saved.has(data.id)) {
    saved.add(data.id);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([data.text], { type: "application/octet-stream" }));
    link.download = data.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }
  setTriggerValue("arrived", data.id);
}
