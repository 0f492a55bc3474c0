/** What may be asked about commits and images. Apart from the schemas, which no page loads. */
export const forgeKinds = ["github", "gitlab", "scorecard", "clair"] as const;
export type ForgeKind = (typeof forgeKinds)[number];
