/** The reader's manifests as files, for those who apply files. */
import {
  apiMetricsManifests,
  crossCheckManifests,
  helmReleasesManifests,
  readerManifests,
  renderManifests,
  secretNamesManifests,
} from "./role.ts";

export interface ReaderFile {
  readonly path: string;
  readonly text: string;
}

const READER_TEXT = `# What Drydock's reader may do: get and list the kinds that checks and pages read. No Secrets, no wildcard, nothing that writes.
# The one right beyond that lets the account make tokens for itself alone, by its name, so that none is needed that never ends.
# /version and discovery come from system:discovery, which Kubernetes gives to every authenticated account.
# Generated from the list of resources that the core reads: node scripts/generate-reader.ts
`;

const SECRET_NAMES_TEXT = `# Optional. Kubernetes has no right to see the names of Secrets without their values: whoever may list them may read them.
# Drydock keeps name, type and names of keys, and drops every value as it arrives. Without this file it says that it did not look.
# Generated from the list of resources that the core reads: node scripts/generate-reader.ts
`;

const HELM_RELEASES_TEXT = `# Optional. Helm keeps its releases in Secrets, and Kubernetes has no right to read some Secrets without the others: whoever
# holds this may read every Secret. Drydock asks for those that Helm labels, fetches the newest of each release, and keeps which
# objects it brings (apiVersion, kind, name, namespace); values and manifests are dropped as they arrive. It does so only for
# clusters where somebody turned it on. Without this file it says that it did not look.
# Generated from the list of resources that the core reads: node scripts/generate-reader.ts
`;

const API_METRICS_TEXT = `# Optional. Lets the reader get the API server's own metrics, which count requests for deprecated API versions. Drydock reads
# them from the registered address alone, and keeps which versions were asked for and when the server started.
# The metrics say more than that: how many objects of which kind there are, and how busy the server is.
# Generated from the list of resources that the core reads: node scripts/generate-reader.ts
`;

const CROSS_CHECK_TEXT = `# Optional. Lets the reader ask the API server what any subject may do (SubjectAccessReview), which changes nothing.
# At the end of a scan Drydock then asks a sample of 200 questions, and says where the API server answers otherwise than RBAC.
# Whoever holds it learns who may do what, which the reader reads in the roles and bindings anyway. Nothing is stored in the cluster.
# Generated from the list of resources that the core reads: node scripts/generate-reader.ts
`;

/** @returns the files of deploy/rbac. */
export function readerFiles(): readonly ReaderFile[] {
  return [
    { path: "deploy/rbac/reader.yaml", text: READER_TEXT + renderManifests(readerManifests()) },
    { path: "deploy/rbac/cross-check.yaml", text: CROSS_CHECK_TEXT + renderManifests(crossCheckManifests()) },
    { path: "deploy/rbac/api-metrics.yaml", text: API_METRICS_TEXT + renderManifests(apiMetricsManifests()) },
    { path: "deploy/rbac/helm-releases.yaml", text: HELM_RELEASES_TEXT + renderManifests(helmReleasesManifests()) },
    { path: "deploy/rbac/secret-names.yaml", text: SECRET_NAMES_TEXT + renderManifests(secretNamesManifests()) },
  ];
}
