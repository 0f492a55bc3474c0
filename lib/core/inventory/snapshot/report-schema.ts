/** Reports of Trivy Operator, as they stand in a snapshot. */
import { z } from "zod";
import { parseDigest } from "../../supply-chain/images/digest.ts";
import { base, optionalText, text } from "./schema-parts.ts";

const digest = text.transform((value, context) => {
  const read = parseDigest(value);
  if (read === undefined) context.addIssue({ code: "custom", message: "it is no digest" });
  return read ?? z.NEVER;
});

const operatorReport = z.object({
  ...base,
  image: optionalText,
  digest: digest.optional(),
  place: z.object({ namespace: text, kind: text, workload: text, container: text }).optional(),
  at: optionalText,
  scannerVersion: optionalText,
});

export const reportItems = {
  "vulnerabilityreports.aquasecurity.github.io": operatorReport,
  "clustervulnerabilityreports.aquasecurity.github.io": operatorReport,
  "sbomreports.aquasecurity.github.io": operatorReport,
  "clustersbomreports.aquasecurity.github.io": operatorReport,
} as const;
