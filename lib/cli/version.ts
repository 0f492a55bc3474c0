import manifest from "../../package.json" with { type: "json" };

/** Drydock's own version. */
export const version: string = manifest.version;
