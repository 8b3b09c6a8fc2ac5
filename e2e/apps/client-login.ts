import { File, Interface } from "vitrine";

export const demo = new Interface({
  inputs: File({ name: "file" }),
  outputs: File(),
  fn: (file, { session }) => {
    console.log(`called by ${session.user}`);
    return file;
  },
});

await demo.launch({ auth: ["ada", "engine"] });
