// Reads one answer of "dotnet list package --vulnerable" or "npm audit" and says what it holds; exits 1 where it is high or critical.
import { readFileSync } from 'node:fs';

const [source, file] = process.argv.slice(2);
const found = vulnerabilities(parsed(readFileSync(file, 'utf8')));
if (!found) {
  console.log(`${source}: no audit data from this source.`);
} else {
  for (const one of found) console.log(`${source}: ${one.severity}: ${one.name} ${one.about}`);
  const grave = found.filter((one) => /^(high|critical)$/i.test(one.severity)).length;
  console.log(`${source}: ${found.length} known vulnerabilities, ${grave} of them high or critical.`);
  process.exitCode = grave ? 1 : 0;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function vulnerabilities(answer) {
  if (answer.projects) {
    const packages = answer.projects.flatMap((project) => project.frameworks ?? []).flatMap((framework) => [...framework.topLevelPackages ?? [], ...framework.transitivePackages ?? []]);
    const rows = packages.flatMap((one) => (one.vulnerabilities ?? []).map((known) => ({ name: `${one.id} ${one.resolvedVersion}`, severity: known.severity, about: known.advisoryurl })));
    return [...new Map(rows.map((row) => [row.name + row.about, row])).values()];
  }

  if (answer.vulnerabilities && answer.metadata) {
    return Object.values(answer.vulnerabilities).map((one) => ({ name: `${one.name} ${one.range}`, severity: one.severity, about: one.via.map((by) => by.url ?? by).join(' ') }));
  }

  return null;
}
