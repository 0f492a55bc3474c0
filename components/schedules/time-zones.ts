/** @returns the time zones that the browser knows, by continent, with the one that is chosen also where it does not know it. */
export function zoneGroups(chosen: string): { name: string; zones: string[] }[] {
  const known = new Set([...Intl.supportedValuesOf("timeZone"), chosen].filter((zone) => zone !== "UTC"));
  const groups = Map.groupBy([...known].sort(), (zone) => (zone.includes("/") ? (zone.split("/")[0] ?? "") : "Other"));
  return [{ name: "Universal", zones: ["UTC"] }, ...[...groups].map(([name, zones]) => ({ name, zones }))];
}
