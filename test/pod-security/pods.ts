/** Pods of every shape that Pod Security looks at, for comparison with Kubernetes itself. */
import fc from "fast-check";

export interface OddPod {
  readonly apiVersion: "v1";
  readonly kind: "Pod";
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface PodShape {
  /** Whether only what an API server may accept is made: no names and values that its validation refuses at once. */
  readonly plausible: boolean;
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const mostly = <T>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: good }, { weight: 1, arbitrary: bad });

/** Texts whose order and quoting differ between Go and JavaScript. */
const oddText = fc.string({
  unit: oneOf("a", "B", "é", "\u0301", "\u{1F600}", "\uFF5E", "\uE000", "\u0007", "\n", "\\", '"', "\u2028", "\u00A0", "\x7f"),
  maxLength: 4,
});

const profile = (plausible: boolean) =>
  maybe(
    fc.oneof(
      { weight: 3, arbitrary: oneOf<object>({ type: "RuntimeDefault" }, { type: "Localhost", localhostProfile: "p.json" }) },
      { weight: 1, arbitrary: oneOf<object>({ type: "Unconfined" }) },
      ...(plausible
        ? []
        : [{ weight: 1, arbitrary: oneOf<object>({}, { type: "" }, { type: "Other" }, { type: "unconfined" }) }]),
    ),
  );

const seLinux = rarely(
  fc.record(
    {
      type: oneOf("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t", "spc_t", "unconfined_t"),
      user: oneOf("", "system_u"),
      role: oneOf("", "system_r"),
      level: oneOf("s0"),
    },
    { requiredKeys: [] },
  ),
);

const capability = mostly(oneOf("NET_BIND_SERVICE"), oneOf("ALL", "NET_RAW", "CHOWN", "CAP_CHOWN", "chown", "SYS_ADMIN", "KILL"));

const containerSecurity = (plausible: boolean) =>
  fc.record(
    {
      privileged: mostly(oneOf(false), oneOf(true)),
      allowPrivilegeEscalation: mostly(oneOf(false), oneOf(true)),
      capabilities: fc.record(
        {
          add: fc.array(capability, { maxLength: 2 }),
          drop: mostly(oneOf(["ALL"], ["NET_RAW", "ALL"]), oneOf(["all"], [])),
        },
        { requiredKeys: ["drop"] },
      ),
      runAsNonRoot: mostly(oneOf(true), oneOf(false)),
      runAsUser: mostly(oneOf(1, 1000), oneOf(0)),
      procMount: mostly(oneOf("Default"), oneOf("Unmasked", ...(plausible ? [] : ["", "Other"]))),
      seccompProfile: profile(plausible),
      appArmorProfile: profile(plausible),
      seLinuxOptions: seLinux,
      windowsOptions: rarely(oneOf({ hostProcess: true }, { hostProcess: false }, {})),
    },
    { requiredKeys: ["allowPrivilegeEscalation", "capabilities"] },
  );

const handler = (plausible: boolean) => {
  const host = plausible ? oneOf("", "10.0.0.1", "example.com") : fc.oneof(oneOf("", "10.0.0.1"), oddText);
  const action = fc.record({ port: oneOf(80), host: maybe(host) });
  return fc.oneof(
    action.map((httpGet) => ({ httpGet: { path: "/", ...httpGet } })),
    action.map((tcpSocket) => ({ tcpSocket })),
    oneOf({ exec: { command: ["true"] } }),
  );
};

const port = fc.record({
  containerPort: oneOf(80, 443, 8080, 9090),
  hostPort: mostly(oneOf<number | undefined>(undefined, 0), oneOf(80, 443, 8080, 9090)),
});

const container = ({ plausible }: PodShape) =>
  fc.record(
    {
      image: oneOf("registry.example/app:1"),
      securityContext: mostly(containerSecurity(plausible), fc.constant(undefined)),
      ports: fc
        .uniqueArray(port, { maxLength: 2, selector: ({ containerPort }) => containerPort })
        .map((ports) =>
          ports.map(({ containerPort, hostPort }) => ({ containerPort, ...(hostPort === undefined ? {} : { hostPort }) })),
        ),
      livenessProbe: rarely(handler(plausible)),
      readinessProbe: rarely(handler(plausible)),
      startupProbe: rarely(handler(plausible)),
      lifecycle: rarely(fc.record({ postStart: handler(plausible), preStop: handler(plausible) }, { requiredKeys: [] })),
    },
    { requiredKeys: ["image", "securityContext"] },
  );

type Source = readonly [type: string, source: object];

const allowed: readonly Source[] = [
  ["configMap", { name: "a" }],
  ["csi", { driver: "csi.example" }],
  ["downwardAPI", { items: [] }],
  ["emptyDir", {}],
  [
    "ephemeral",
    { volumeClaimTemplate: { spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } } },
  ],
  ["image", { reference: "registry.example/data:1" }],
  ["persistentVolumeClaim", { claimName: "a" }],
  ["projected", { sources: [] }],
  ["secret", { secretName: "a" }],
];

const others: readonly Source[] = [
  ...Array.from({ length: 20 }, (): Source => ["hostPath", { path: "/" }]),
  ["gcePersistentDisk", { pdName: "a" }],
  ["awsElasticBlockStore", { volumeID: "a" }],
  ["gitRepo", { repository: "a" }],
  ["nfs", { server: "a", path: "/" }],
  ["iscsi", { targetPortal: "a", iqn: "iqn.2001-04.com.example:storage", lun: 0 }],
  ["glusterfs", { endpoints: "a", path: "a" }],
  ["rbd", { monitors: ["a"], image: "a" }],
  ["flexVolume", { driver: "example/a" }],
  ["cinder", { volumeID: "a" }],
  ["cephfs", { monitors: ["a"] }],
  ["flocker", { datasetName: "a" }],
  ["fc", { wwids: ["a"] }],
  ["azureFile", { secretName: "a", shareName: "a" }],
  ["vsphereVolume", { volumePath: "a" }],
  ["quobyte", { registry: "a:1", volume: "a" }],
  ["azureDisk", { diskName: "a", diskURI: "https://a.blob.core.windows.net/a" }],
  ["photonPersistentDisk", { pdID: "a" }],
  ["portworxVolume", { volumeID: "a" }],
  ["scaleIO", { gateway: "a", system: "a", secretRef: { name: "a" }, volumeName: "a" }],
  ["storageos", { volumeName: "a" }],
];

const volumes = ({ plausible }: PodShape) =>
  fc
    .array(mostly(oneOf(...allowed), oneOf(...others, ...(plausible ? [] : [["notKnownYet", {}] as const]))), { maxLength: 3 })
    .map((found) => found.map(([type, source], index) => ({ name: `v${index}`, [type]: source })));

const sysctl = oneOf(
  ...["kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_local_reserved_ports", "kernel.msgmax"],
  ...["net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_rmem", "net.ipv4.tcp_slow_start_after_idle", "net.core.somaxconn"],
);

const podSecurity = (plausible: boolean) =>
  fc.record(
    {
      runAsNonRoot: mostly(oneOf(true), oneOf(false)),
      runAsUser: mostly(oneOf(1000), oneOf(0)),
      seccompProfile: profile(plausible),
      appArmorProfile: profile(plausible),
      seLinuxOptions: seLinux,
      windowsOptions: rarely(oneOf({ hostProcess: true }, { hostProcess: false })),
      sysctls: rarely(fc.uniqueArray(sysctl, { maxLength: 2 }).map((names) => names.map((name) => ({ name, value: "1" })))),
    },
    { requiredKeys: [] },
  );

const annotations = ({ plausible }: PodShape) => {
  const value = oneOf("runtime/default", "localhost/a", "unconfined", ...(plausible ? [] : ["", "docker/default", "localhost"]));
  const key = oneOf(
    "container.apparmor.security.beta.kubernetes.io/c0",
    "seccomp.security.alpha.kubernetes.io/pod",
    "container.seccomp.security.alpha.kubernetes.io/c0",
    "container.seccomp.security.alpha.kubernetes.io/i0",
    ...(plausible ? [] : ["container.apparmor.security.beta.kubernetes.io/gone", "example.com/other"]),
  );
  return fc.dictionary(key, plausible ? value : fc.oneof(value, oddText), { maxKeys: 2 });
};

const numbered = (prefix: string, containers: readonly object[]) =>
  containers.map((one, index) => ({ name: `${prefix}${index}`, ...one }));

/** @returns pods, of which each control refuses some and lets some in. */
export function oddPods(shape: PodShape): fc.Arbitrary<OddPod> {
  const flag = rarely(fc.constant(true));
  const spec = fc.record(
    {
      containers: fc.array(container(shape), { minLength: 1, maxLength: 3 }).map((all) => numbered("c", all)),
      initContainers: fc.array(container(shape), { maxLength: 1 }).map((all) => numbered("i", all)),
      ...(!shape.plausible && {
        ephemeralContainers: fc.array(container(shape), { maxLength: 1 }).map((all) => numbered("e", all)),
      }),
      hostNetwork: flag,
      hostPID: flag,
      hostIPC: flag,
      hostUsers: oneOf(undefined, undefined, true, false),
      os: oneOf(undefined, undefined, undefined, { name: "linux" }, { name: "windows" }),
      securityContext: podSecurity(shape.plausible),
      volumes: volumes(shape),
    },
    { requiredKeys: ["containers"] },
  );
  return fc.record({ spec, annotations: rarely(annotations(shape)) }).map(({ spec: made, annotations: written }) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p", ...(written && { annotations: written }) },
    spec: made,
  }));
}
