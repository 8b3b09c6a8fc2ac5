/** How much the work grows when its input grows tenfold, at most: ten is linear, a hundred is the square. */
export const mostGrowth = 30;

const enoughMs = 10;
const rounds = 3;
const longEnoughMs = 100;

/**
 * How many times as much CPU `run` takes for an input of each size as for the one before, the largest of these. Breaks off
 * at the first that passes `mostGrowth` twice, so that work which grows with the square fails before it lasts for minutes,
 * and a collection of garbage does not. A `run` that is too short to be measured is repeated.
 */
export async function growthOf<Input>(
  run: (input: Input) => unknown,
  makeInput: (size: number) => Input,
  sizes: readonly number[] = [10_000, 100_000, 1_000_000],
): Promise<number> {
  const ratio = async (smaller: Input, larger: Input): Promise<number> => {
    const before = await leastCpu(() => run(smaller));
    return (await leastCpu(() => run(larger))) / before;
  };
  let growth = 0;
  for (const [index, size] of sizes.slice(1).entries()) {
    const [smaller, larger] = [makeInput(sizes[index]!), makeInput(size)];
    let measured = await ratio(smaller, larger);
    if (measured > mostGrowth) measured = Math.min(measured, await ratio(smaller, larger));
    growth = Math.max(growth, measured);
    if (growth > mostGrowth) break;
  }
  return growth;
}

/** The least CPU of one run in a few rounds, in milliseconds: what else the process did is left out as far as can be. */
async function leastCpu(run: () => unknown): Promise<number> {
  // The first run warms up, and is enough where it is long.
  let least = await cpuOf(run);
  for (let round = 0; round < rounds && least < longEnoughMs; round++) {
    let times = 0;
    let spent = 0;
    while (spent < enoughMs) {
      spent += await cpuOf(run);
      times++;
    }
    least = Math.min(least, spent / times);
  }
  return least;
}

async function cpuOf(run: () => unknown): Promise<number> {
  const from = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000;
}
