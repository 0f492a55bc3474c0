/** The three programs of a control plane and the arguments that they are started with. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { KubeBinaries } from "./binaries.ts";
import { type Component, startComponent } from "./component.ts";

export interface Layout {
  readonly binaries: KubeBinaries;
  readonly folder: string;
  readonly etcdPort: number;
  readonly port: number;
  readonly apiserverArgs: readonly string[];
}

/**
 * By the short names, which every release since 1.24 knows. Without clusterrole-aggregation the roles
 * `admin`, `edit` and `view` have no rules.
 */
const CONTROLLERS = [
  "clusterrole-aggregation",
  "serviceaccount",
  "serviceaccount-token",
  "disruption",
  "endpointslice",
  "namespace",
  "root-ca-cert-publisher",
];

const SERVICE_RANGE = "10.96.0.0/16";

export const filesIn = (folder: string) => ({
  serviceAccountKey: join(folder, "service-account.key"),
  tokens: join(folder, "tokens.csv"),
  certificates: join(folder, "certificates"),
  servingCertificate: join(folder, "certificates", "apiserver.crt"),
  kubeconfig: join(folder, "kubeconfig"),
  etcd: join(folder, "etcd"),
});

/** Writes the service-account key and the administrator's token, and returns the token. */
export async function writeCredentials(folder: string): Promise<string> {
  const files = filesIn(folder);
  const token = randomBytes(32).toString("base64url");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  await writeFile(files.tokens, `${token},drydock-test-admin,drydock-test-admin,"system:masters"\n`, { mode: 0o600 });
  await writeFile(files.serviceAccountKey, privateKey.export({ type: "sec1", format: "pem" }), { mode: 0o600 });
  return token;
}

/** etcd without fsync: a test cluster may lose its data with the machine. */
export function startEtcd({ binaries, folder, etcdPort }: Layout): Component {
  const url = `http://127.0.0.1:${etcdPort}`;
  const args = [
    `--data-dir=${filesIn(folder).etcd}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    "--listen-peer-urls=http://127.0.0.1:0",
    "--unsafe-no-fsync",
    "--log-level=warn",
  ];
  return startComponent("etcd", binaries.paths.etcd, args, folder);
}

/** The API server with RBAC alone, every admission default, and a serving certificate that it signs itself. */
export function startApiserver({ binaries, folder, etcdPort, port, apiserverArgs }: Layout): Component {
  const files = filesIn(folder);
  const args = [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    `--secure-port=${port}`,
    "--bind-address=127.0.0.1",
    "--advertise-address=127.0.0.1",
    "--endpoint-reconciler-type=none",
    `--cert-dir=${files.certificates}`,
    "--authorization-mode=RBAC",
    `--token-auth-file=${files.tokens}`,
    "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
    `--service-account-key-file=${files.serviceAccountKey}`,
    `--service-account-signing-key-file=${files.serviceAccountKey}`,
    `--service-cluster-ip-range=${SERVICE_RANGE}`,
    "--allow-privileged=true",
    "--profiling=false",
    ...apiserverArgs,
  ];
  return startComponent("kube-apiserver", binaries.paths["kube-apiserver"], args, folder);
}

/** The few controllers that the tests need; none that creates pods, schedules, or judges nodes. */
export function startControllers({ binaries, folder }: Layout): Component {
  const files = filesIn(folder);
  const args = [
    `--kubeconfig=${files.kubeconfig}`,
    `--controllers=${CONTROLLERS.join(",")}`,
    `--root-ca-file=${files.servingCertificate}`,
    `--service-account-private-key-file=${files.serviceAccountKey}`,
    "--leader-elect=false",
    "--secure-port=0",
  ];
  return startComponent("kube-controller-manager", binaries.paths["kube-controller-manager"], args, folder);
}
