// Create an inbound call flow that calls a shared flow, with the official JavaScript SDK.
//
//   callflows serve --seed examples/org            (in another terminal)
//   cd examples/javascript && npm ci
//   GENESYS_CLIENT_ID=callflows GENESYS_CLIENT_SECRET=callflows \
//   GENESYS_ENVIRONMENT=http://127.0.0.1:8080 node create_flow.mjs "Support from JavaScript" Support
//
// Genesys Cloud takes no graph of nodes: a flow is published as Archy YAML through a publish job.
// `callflows create … --dry-run` prints such YAML; the short form below is all that Architect needs.

import platform from 'purecloud-platform-client-v2';

const SHARED_FLOW = 'Global Authentication Menu';
const [flowName = 'Support from JavaScript', queueName = 'Support'] = process.argv.slice(2);

const text = (value) => JSON.stringify(value); // a JSON string is a YAML string

const flowYaml = () => `inboundCall:
  name: ${text(flowName)}
  startUpRef: "/inboundCall/tasks/task[Start_10]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      defaultLanguageSkill:
        noValue: true
  settingsErrorHandling:
    errorHandling:
      disconnect:
        none: true
    preHandlingAudio:
      tts: Sorry, an error occurred. Please try your call again.
  tasks:
    - task:
        name: Start
        refId: Start_10
        actions:
          - callCommonModule:
              name: Authenticate
              commonModule:
                ${text(SHARED_FLOW)}:
                  ver_latestPublished:
                    inputs:
                      Common.brand:
                        lit: Acme
                      Common.callerId:
                        exp: Call.Ani
                      Common.onFailure:
                        noValue: true
                    outputs:
                      Common.authenticated:
                        noValue: true
                      Common.customerId:
                        noValue: true
          - transferToAcd:
              name: Queue the call
              targetQueue:
                lit:
                  name: ${text(queueName)}
              preTransferAudio:
                noValue: true
              failureTransferAudio:
                noValue: true
          - disconnect:
              name: Disconnect
`;

async function connect() {
  const environment = process.env.GENESYS_ENVIRONMENT ?? 'mypurecloud.com';
  const client = platform.ApiClient.instance;
  if (environment.includes('://')) {
    const url = new URL(environment);
    client.setGateway({ host: url.hostname, protocol: url.protocol.slice(0, -1), port: Number(url.port || 443) });
  } else {
    client.setEnvironment(environment);
  }
  await client.loginClientCredentialsGrant(process.env.GENESYS_CLIENT_ID, process.env.GENESYS_CLIENT_SECRET);
  return new platform.ArchitectApi();
}

async function findSharedFlow(architect) {
  const listing = await architect.getFlows({ type: ['commonmodule'], name: SHARED_FLOW });
  const found = listing.entities.filter((flow) => flow.name === SHARED_FLOW);
  if (found.length !== 1) throw new Error(`${found.length} shared flows are named ${SHARED_FLOW}`);
  return found[0];
}

async function publish(architect, yaml) {
  const job = await architect.postFlowsJobs({});
  const answer = await fetch(job.presignedUrl, { method: 'PUT', headers: job.headers, body: yaml });
  if (!answer.ok) throw new Error(`the upload was refused: ${answer.status}`);
  for (let seconds = 1; ; seconds = Math.min(seconds * 2, 15)) {
    const state = await architect.getFlowsJob(job.id, { expand: ['messages'] });
    if (state.status === 'Success') return state.flow.id;
    if (state.status === 'Failure') throw new Error(state.messages.map((message) => message.text).join('\n'));
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

try {
  const architect = await connect();
  const shared = await findSharedFlow(architect);
  console.log(`Found shared flow: ${shared.name} (${shared.id})`);
  const id = await publish(architect, flowYaml());
  console.log(`Created flow: ${flowName} (${id})`);
} catch (error) {
  const reason = error.status ? `${error.status} ${error.code}: ${error.message}` : error.message;
  console.error(`Not created: ${reason}`);
  process.exitCode = 1;
}
