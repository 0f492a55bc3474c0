import { volume } from "../storage/worlds.ts";
import { checkTester } from "../tester.ts";
import { namespaced, workload } from "../upgrade/worlds.ts";
import volumeBackups from "./volume-backups.ts";
import { schedule } from "./worlds.ts";

const claimed = (source: object, name = "data") =>
  volume(`v-${name}`, source as never, { claimRef: { kind: "PersistentVolumeClaim", namespace: "shop", name } }, "Bound");
const csi = claimed({ csi: { driver: "ebs.csi.aws.com", volumeHandle: "vol-1" } });
const nfs = claimed({ nfs: { server: "nfs.example.com", path: "/data" } });
const agent = workload("DaemonSet", "node-agent", { containers: [{ name: "a", image: "docker.io/velero/velero:v1.17.0" }] });
const files = { defaultVolumesToFsBackup: true };
const pod = (annotation: string) =>
  namespaced(
    "v1",
    "Pod",
    "app",
    {
      spec: {
        containers: [{ name: "c", image: "app:1" }],
        volumes: [{ name: "files", persistentVolumeClaim: { claimName: "data" } }],
      },
    },
    { namespace: "shop", annotations: { [annotation]: "files" } },
  );
const object = "Namespace shop";

checkTester(volumeBackups, {
  pass: [
    { name: "a driver that can make snapshots", objects: [csi, schedule("all")] },
    { name: "a share whose files the node agent copies", objects: [nfs, agent, schedule("all", files)] },
    {
      name: "a share that its pod names to Velero",
      objects: [nfs, agent, pod("backup.velero.io/backup-volumes"), schedule("all", { defaultVolumesToFsBackup: false })],
    },
    {
      name: "one that need not come back",
      objects: [
        schedule("some", { includedNamespaces: ["ci"] }),
        csi,
        {
          ...claimed({ nfs: { server: "n", path: "/p" } }, "scratch"),
          metadata: { name: "v-scratch", labels: { "velero.io/exclude-from-backup": "true" } },
        },
        schedule("all"),
      ],
    },
  ],
  fail: [
    {
      name: "a namespace that no schedule covers",
      objects: [csi, schedule("others", { includedNamespaces: ["ci"] })],
      finds: [
        {
          message: "uncovered",
          object,
          title: "No schedule of Velero that is on backs up 1 claimed volumes of the namespace shop: data",
        },
      ],
    },
    {
      name: "a schedule of Secrets alone",
      objects: [csi, schedule("secrets", { includedResources: ["secrets"] })],
      finds: [{ message: "uncovered", object }],
    },
    {
      name: "a paused one",
      objects: [csi, schedule("all", {}, { paused: true })],
      finds: [{ message: "uncovered", object }],
    },
    {
      name: "snapshots switched off, and no copies of files",
      objects: [csi, schedule("all", { snapshotVolumes: false, defaultVolumesToFsBackup: false })],
      finds: [{ message: "unsaved", object }],
    },
    {
      name: "a path of the node, which Velero copies in no way",
      objects: [claimed({ hostPath: { path: "/data" } }), agent, schedule("all", files)],
      finds: [{ message: "unsaved", object }],
    },
    {
      name: "a volume that its pod keeps from Velero",
      objects: [nfs, agent, pod("backup.velero.io/backup-volumes-excludes"), schedule("all", files)],
      finds: [{ message: "unsaved", object }],
    },
    {
      name: "files that nobody is there to copy",
      objects: [nfs, schedule("all", files)],
      finds: [
        { message: "noAgent", object: "Schedule velero/all" },
        { message: "unsaved", object },
      ],
    },
    {
      name: "a share, with neither a default nor an agent that could follow it",
      objects: [nfs, schedule("all")],
      finds: [{ message: "unsaved", object }],
    },
  ],
  notApplicable: [
    { name: "no schedules", objects: [csi] },
    { name: "no claims", objects: [volume("free", { nfs: { server: "n", path: "/" } }), schedule("all")] },
  ],
  notAssessed: [
    { name: "schedules were not seen", objects: [csi], unseen: ["schedules.velero.io"] },
    {
      name: "schedules of one namespace were not seen",
      objects: [csi, schedule("all")],
      dark: { "schedules.velero.io": ["hidden"] },
    },
    { name: "the server's own default decides", objects: [nfs, agent, schedule("all")] },
    { name: "labels of claims decide", objects: [csi, schedule("some", { labelSelector: { matchLabels: { a: "b" } } })] },
    {
      name: "a policy of volumes decides",
      objects: [csi, schedule("all", { resourcePolicy: { kind: "configmap", name: "p" } })],
    },
    { name: "DaemonSets were not seen", objects: [nfs, schedule("all", files)], unseen: ["daemonsets.apps"] },
    { name: "an older inventory", objects: [csi, schedule("all")], version: 9 },
  ],
});
