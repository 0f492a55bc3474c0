import { checkTester } from "../tester.ts";
import imageContents from "./image-contents.ts";
import { digestOf, node, runningPod } from "./worlds.ts";

const web = runningPod({ name: "web", image: "r.example/web:1", imageID: `r.example/web@${digestOf("1")}` });
const objects = [node("n1"), web];
const clean = { count: 12, ofSystem: true, shells: [], managers: [] };
const known = (image: object) => ({ images: { [digestOf("1")]: image } });

checkTester(imageContents, {
  pass: [
    { name: "a bill of materials with what is needed alone", objects, evidence: known({ packages: clean, size: 5_000_000 }) },
    { name: "what is not there yet", objects: [node("n1"), runningPod({ name: "a", image: "web:1" })] },
  ],
  fail: [
    {
      name: "a package manager by the bill of materials, and another by a trace of the build",
      objects,
      evidence: known({
        packages: { ...clean, managers: ["apk-tools"] },
        traces: { shell: true, packageManagers: ["npm"] },
      }),
      finds: [
        {
          message: "manager",
          object: "Pod shop/web",
          title:
            "Pod shop/web runs images that hold a package manager, or were built by one in their last stage (apk-tools and npm): r.example/web:1",
        },
      ],
    },
    {
      name: "a shell, by the bill of materials",
      objects,
      evidence: known({ packages: { ...clean, shells: ["busybox"] } }),
      finds: [{ message: "shell", object: "Pod shop/web" }],
    },
    {
      name: "very large, of very many packages",
      objects,
      evidence: known({ packages: { ...clean, count: 401 }, size: 1024 ** 3 + 1 }),
      finds: [
        { message: "large", object: "Pod shop/web" },
        { message: "many", object: "Pod shop/web" },
      ],
    },
    {
      name: "a trace alone, without a bill of materials, which proves what was there",
      objects,
      evidence: known({ traces: { shell: true, packageManagers: ["apt-get"] } }),
      finds: [{ message: "manager", object: "Pod shop/web" }],
    },
  ],
  notAssessed: [
    { name: "no bill of materials", objects },
    {
      name: "a configuration without a trace, which proves nothing",
      objects,
      evidence: known({ traces: { shell: false, packageManagers: [] } }),
    },
    {
      name: "a bill of materials that names no package of a distribution, and may not have looked for any",
      objects,
      evidence: known({ packages: { ...clean, ofSystem: false } }),
    },
    {
      name: "one of two images has none",
      objects: [...objects, runningPod({ name: "db", image: "r.example/db:1", imageID: `r.example/db@${digestOf("2")}` })],
      evidence: known({ packages: clean }),
    },
    {
      name: "a name of the runtime's that nothing is known by",
      objects: [node("n1"), runningPod({ name: "a", image: "web:1", imageID: "somewhere/web:1" })],
    },
    { name: "pods were not seen", objects: [], unseen: ["pods"] },
  ],
});
