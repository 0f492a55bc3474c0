import { checkTester } from "../tester.ts";
import { namespaced } from "../upgrade/worlds.ts";
import unpinnedCharts from "./unpinned-charts.ts";
import { application, digestOf } from "./worlds.ts";

const redis = { repoURL: "https://charts.example/stable/", chart: "redis" };
const object = "Application images/redis";

const release = (chart: object) => namespaced("helm.toolkit.fluxcd.io/v2", "HelmRelease", "redis", { spec: chart });
const ofRepository = (version?: string) =>
  release({ chart: { spec: { chart: "redis", version, sourceRef: { kind: "HelmRepository", name: "charts" } } } });

checkTester(unpinnedCharts, {
  pass: [
    {
      name: "a digest",
      objects: [application("redis", { repoURL: "oci://registry.example/charts/redis", targetRevision: digestOf("1") })],
    },
  ],
  fail: [
    {
      name: "a range, a part of a version, and no version at all",
      objects: [
        application("redis", { ...redis, repoURL: "https://bot:hunter2@charts.example", targetRevision: "^20.0.0" }),
        application("part", { ...redis, targetRevision: "20.1" }),
        application("none", redis),
        ofRepository(),
      ],
      finds: [
        {
          message: "moving",
          object,
          path: "spec.source.targetRevision",
          title:
            "Application images/redis fetches the chart https://charts.example/redis at ^20.0.0: another one is applied as soon as its repository has one",
        },
        { message: "moving", object: "Application images/part" },
        { message: "moving", object: "Application images/none" },
        { message: "moving", object: "HelmRelease legacy/redis" },
      ],
    },
    {
      name: "a version, by its name alone",
      objects: [application("redis", { ...redis, targetRevision: "v20.1.0-rc.1" }), ofRepository("20.1.0")],
      finds: [
        { message: "version", object },
        { message: "version", object: "HelmRelease legacy/redis" },
      ],
    },
  ],
  notAssessed: [
    {
      name: "a chart whose version stands in another object",
      objects: [release({ chartRef: { kind: "OCIRepository", name: "redis" } })],
    },
    {
      name: "a chart out of Git",
      objects: [
        release({ chart: { spec: { chart: "./redis", version: "1.0.0", sourceRef: { kind: "GitRepository", name: "x" } } } }),
      ],
    },
    {
      name: "releases that were not seen, beside an application with a digest",
      objects: [application("redis", { repoURL: "oci://registry.example/charts/redis", targetRevision: digestOf("1") })],
      unseen: ["helmreleases.helm.toolkit.fluxcd.io"],
    },
    {
      name: "an inventory of before charts were kept",
      objects: [application("redis", { repoURL: "oci://registry.example/charts/redis", targetRevision: digestOf("1") })],
      version: 10,
    },
  ],
  notApplicable: [
    {
      name: "no chart: manifests out of Git, and a chart for another cluster",
      objects: [
        application("git", { repoURL: "https://git.example/acme/deploy", path: "shop", targetRevision: "main" }),
        application("far", { ...redis, targetRevision: "*" }, { server: "https://far.example" }),
      ],
    },
  ],
});
