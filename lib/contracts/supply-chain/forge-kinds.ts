/** What may be asked about commits. Apart from the schemas, which no page loads. */
export const forgeKinds = ["github", "gitlab", "scorecard"] as const;
export type ForgeKind = (typeof forgeKinds)[number];
