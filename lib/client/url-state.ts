import { createParser, debounce, parseAsString, useQueryState } from "nuqs";

const clusterId = /^cls_[a-z0-9]{10,40}$/;
const scanId = /^scn_[a-z0-9]{10,40}$/;

function idParser(shape: RegExp) {
  return createParser({ parse: (text: string) => (shape.test(text) ? text : null), serialize: (text: string) => text });
}

/** `cluster=cls_…`, one or several with commas; a text that is not an id is dropped. */
export const clustersParser = createParser({
  parse: (text: string) => text.split(",").filter((part) => clusterId.test(part)),
  serialize: (ids: string[]) => ids.join(","),
  eq: (a: string[], b: string[]) => a.join() === b.join(),
})
  .withDefault([])
  .withOptions({ history: "push" });

/** `scan=scn_…`: the scan that a page rests on; absent, the newest with results. */
export const scanParser = idParser(scanId).withOptions({ history: "push" });

/** `with=scn_…`: the scan that another is compared with. */
export const withScanParser = idParser(scanId).withOptions({ history: "push" });

/** `q=…`: typing replaces the history's entry, 250 ms after the last key. */
export const textParser = parseAsString.withDefault("").withOptions({ history: "replace", limitUrlUpdates: debounce(250) });

/** @returns the clusters in the URL, and what sets them; an empty list means all. */
export function useClusters() {
  return useQueryState("cluster", clustersParser);
}
