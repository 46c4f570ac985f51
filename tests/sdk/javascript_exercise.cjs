// What the official JavaScript SDK, unmodified, sees of the org at GENESYS_ENVIRONMENT. Prints one JSON object.
const fs = require('node:fs');
const platform = require('purecloud-platform-client-v2');

const base = new URL(process.env.GENESYS_ENVIRONMENT);
const client = platform.ApiClient.instance;
client.setGateway({ host: base.hostname, protocol: base.protocol.replace(':', ''), port: Number(base.port) });

async function publish(architect, yaml) {
  const job = await architect.postFlowsJobs({});
  const answer = await fetch(job.presignedUrl, { method: 'PUT', headers: job.headers, body: yaml });
  if (answer.status !== 200) throw new Error(`upload answered ${answer.status}`);
  for (;;) {
    const state = await architect.getFlowsJob(job.id, { expand: ['messages'] });
    if (state.status === 'Success' || state.status === 'Failure') return state;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function refused(call) {
  try {
    await call();
  } catch (error) {
    return { status: error.status, code: error.code, contextId: typeof error.contextId };
  }
  return null;
}

async function main() {
  await client.loginClientCredentialsGrant(process.env.GENESYS_CLIENT_ID, process.env.GENESYS_CLIENT_SECRET);
  const architect = new platform.ArchitectApi();
  const shared = await architect.getFlows({ type: ['commonmodule'], name: 'Global Authentication Menu' });
  const published = await publish(architect, fs.readFileSync(process.argv[2]));
  const flow = await architect.getFlow(published.flow.id);
  const names = [];
  for (let pageNumber = 1; ; pageNumber += 1) {
    const page = await architect.getFlows({ pageSize: 1, pageNumber, sortBy: 'name' });
    names.push(...page.entities.map((entity) => entity.name));
    if (pageNumber >= page.pageCount) break;
  }
  const missing = await refused(() => architect.getFlow('00000000-0000-0000-0000-000000000000'));
  const conflict = await refused(() => architect.deleteFlow(shared.entities[0].id));
  let limited = null;
  for (let attempt = 0; attempt < 400 && limited === null; attempt += 1) {
    limited = await refused(() => architect.getFlow(flow.id));
  }
  console.log(JSON.stringify({
    shared: shared.entities.map((entity) => [entity.name, entity.type]),
    published: published.status,
    flow: [flow.name, flow.type, flow.publishedVersion.id],
    names,
    missing,
    conflict,
    limited,
  }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
