import { operatorReportHead } from "../../supply-chain/documents/trivy-operator.ts";
import type { OperatorReportItem } from "../report-items.ts";
import type { Intern } from "./intern.ts";
import { compact, DecodeError, type Fields, fields, requiredText, text } from "./read.ts";

/** There are many of them, and nothing asks for the rest of their metadata. */
export function projectOperatorReport(report: Fields, intern: Intern): OperatorReportItem {
  const metadata = fields(report.metadata, "metadata");
  if (metadata === undefined) throw new DecodeError("metadata is missing");
  const namespace = text(metadata.namespace, "metadata.namespace");
  const { subject, tool, madeAt } = operatorReportHead(report);
  return compact({
    meta: compact({
      name: requiredText(metadata.name, "metadata.name"),
      namespace: namespace ? intern.text(namespace) : undefined,
    }),
    image: subject.names[0] === undefined ? undefined : intern.text(subject.names[0]),
    digest: subject.digests[0],
    place: subject.place,
    at: madeAt,
    scannerVersion: tool?.version === undefined ? undefined : intern.text(tool.version),
  });
}
