/** A strategic merge patch of a pod as the API server applies it, as far as patches of Pod Security go. */
type Value = unknown;
type Fields = Readonly<Record<string, Value>>;

/** By which field the elements of a list are told apart; other lists are replaced as a whole. */
const keys: Readonly<Record<string, string>> = {
  containers: "name",
  initContainers: "name",
  volumes: "name",
  ports: "containerPort",
};

/** @returns the object with the patch in it. */
export function mergePatch(object: Value, patch: Fields): Fields {
  const { $retainKeys: retained, ...changes } = patch;
  const before = (typeof object === "object" && object !== null ? object : {}) as Fields;
  const kept = Array.isArray(retained)
    ? Object.entries(before).filter(([key]) => retained.includes(key))
    : Object.entries(before);
  const merged: Record<string, Value> = Object.fromEntries(kept);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete merged[key];
    else merged[key] = mergeValue(key, merged[key], value);
  }
  return merged;
}

function mergeValue(key: string, before: Value, value: Value): Value {
  const id = keys[key];
  if (!Array.isArray(value)) return typeof value === "object" ? mergePatch(before, value as Fields) : value;
  if (id === undefined) return value;
  const list = (Array.isArray(before) ? before : []) as Fields[];
  const patched = list.map((item) => {
    const change = (value as Fields[]).find((one) => one[id] === item[id]);
    return change === undefined ? item : mergePatch(item, change);
  });
  const added = (value as Fields[]).filter((one) => !list.some((item) => item[id] === one[id]));
  return [...patched, ...added.map((one) => mergePatch({}, one))];
}
