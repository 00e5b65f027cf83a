// What differs between two figures, in the words of Plotly.update. A figure is plain JSON here; an array is compared
// whole, in the base64 in which it came.

const isArray = (value) => Array.isArray(value) || (isObject(value) && "bdata" in value);
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isObjectList = (value) => Array.isArray(value) && value.length > 0 && value.every((item) => isObject(item) && !isArray(item));

function same(a, b) {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]));
}

// Puts "path: new value" into found; answers false where only drawing the figure anew will do.
function collect(old, now, path, found) {
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const [a, b, name] = [old[key], now[key], path + key];
    if (a === b) continue;
    if (isObject(b) && !isArray(b)) {
      if (a !== undefined && (!isObject(a) || isArray(a))) return false;
      if (!collect(a ?? {}, b, `${name}.`, found)) return false;
    } else if (b === undefined && isObject(a) && !isArray(a)) {
      return false;
    } else if (isObjectList(a) && isObjectList(b) && a.length === b.length) {
      for (let i = 0; i < a.length; i++) if (!collect(a[i], b[i], `${name}[${i}].`, found)) return false;
    } else if (!same(a, b)) {
      found[name] = b ?? null;
    }
  }
  return true;
}

// {traces: {index: {path: value}}, layout: {path: value}}, or null where the figure must be drawn anew.
function changes(old, now) {
  if (old.data.length !== now.data.length) return null;
  const [traces, layout] = [{}, {}];
  for (let i = 0; i < now.data.length; i++) {
    if (old.data[i].type !== now.data[i].type) return null;
    const found = {};
    if (!collect(old.data[i], now.data[i], "", found)) return null;
    if (Object.keys(found).length) traces[i] = found;
  }
  return collect(old.layout, now.layout, "", layout) ? { traces, layout } : null;
}
