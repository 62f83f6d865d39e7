"""What is planted in the sample, for people."""

from .truth import Truth
from .world import ACCOUNT_ID, ALIAS, REGION, World

_TEXT = """\
# The recording "{alias}"

AWS's answers about an Amazon Connect instance that does not exist: {alias}, in {region}, of account {account}
(`{arn}`).
`tools/make_sample.py` writes all files of this folder, and `tools/make_sample.py --check` says whether they are what it
would write. Every call is held against botocore's service models on the way. Nothing here belongs to a real person,
customer or phone line.

`recording.json` says when and of what the recording is. Each `*.jsonl` file holds the calls of one service, one a line,
in the order in which they were made. `truth.json` holds what a right review must say:

* `findings`: every finding that is not a pass ({findings} of them); `passes`: how many passes each check has.
* `facts`: values of the components' results, by JSON pointer. With `find`, the pointer leads to an array, and the fact
  is about `member` of its one item that has all the members of `find`. `null` means absent or null.

## What is planted

**Instance.** Active. Its replica in eu-west-2 has failed; the replication stands beside `Instance` in the answer, not
in it. Contact Lens is off. Chat transcripts are stored without a KMS key; the key of
the others is the customer's. The video stream keeps nothing (0 hours).

**Quotas.** 240 of 300 users is exactly the warning threshold; the account's limit of 100 and the other instance's 2000
must not be taken. 119 of 150 Lambda functions (79.33 %) is still fine, 121 of 150 hierarchy groups (80.67 %) is not;
44 of 45 security profiles (97.78 %) warns, 49 of 50 queues in a routing profile (98 %) fails, and so do 123 of 125
prompts and 104 of 100 quick connects. Workspaces have no limit anywhere. Integrations may not be listed.
E-mail addresses have a default under another quota code: found by name. Only standard queues count: 70, not 310. One
quick connect has a type that no model knows yet, and two are in no queue.

**Quotas of other services.** The domain of Cases has 42 of 50 fields: 84 %. What Customer Profiles, AppIntegrations and AI
agents have is far from its limit; of AI agents only the defaults are listed. Outbound campaigns are switched off.

**Throttles and faults of the recording.** The second page of ListUsers is throttled once, the description of the flow
"Main Menu" twice; the flow "Crew Rota" is never answered.

**Metrics.** Nights without calls have no datapoints. Calls peak at 83 % (given as 0.83), chats at 41 %, tasks at 98.5 %
(and 3 of them breach), e-mails at 12 % under the group "Emails" only; campaigns have no data, nor have recording upload
errors and breaching chats. 47 calls were throttled in 3 hours, 31 of them in one; 18 calls were missed in one hour; 5
calls came in on numbers without a flow. "Cargo Booking EN" (312 s) and "Refunds FR" (187 s) make callers wait,
"Fahrkarten DE" peaks at exactly 120 s, and "Cargo Booking EN" was full 4 times. 5 queues and 4 flows have no data, nor
have AWS's sample flows (its defaults do), and names with umlauts, emoji, quotes, brackets, Arabic or Hebrew letters are
not published by CloudWatch. Days of flow metrics begin at 09:00, as the window does. One series is spread over two
pages wherever a page ends.

**API calls.** A wallboard asks for GetMetricDataV2 564 times in a minute: 9.4 of 10 a second. Five other operations are
far from their rates; Service Quotas lists that of GetCurrentMetricData as 200, and it is 5.

**Alarms.** Each metric that matters has one, but for the throttled calls: the alarm on them names a MetricGroup that the
metric is not in, and never fires. The one on chats fires at 0.8 %, for 80 % was meant. Those on queues and flows are
Metrics Insights queries; a composite alarm is over the three on what was refused. The actions of the one on missed calls
are off, and the topic of the one on e-mails has no confirmed subscription. Two alarms are of another instance and of a
function that no flow calls. Both streams and both bots have their alarms; of the functions that flows call, throttles are
watched for all together and errors of one alone.

**Where data is kept.** The bucket of recordings and transcripts is closed, versioned and encrypted with a KMS key of the
customer's, and has no lifecycle rule. The Firehose stream of agent events is not encrypted. What reads the data stream of
contact records was 8 hours behind in the night, of the 24 that the stream keeps them.

**AI.** The assistant has three AI agents: "Crew Notes" takes notes without a guardrail, the one for e-mails takes none.
The bucket of the knowledge base "Tariffs" cannot be read any more; "Timetables" is as old and right.
The list of predefined attributes is denied.

**Flows.** Live ones log, or do not; log only when a lookup works, or for some callers; stop before the end; or hold a
logging block that nothing leads to. "Legacy IVR 2019" is no JSON. "Defaulting Payments" and "Samples Desk" are no AWS
samples; 12 others are. SearchContactFlows carries the content of most flows and leaves a quarter empty; these, and
drafts by their $SAVED alias, are described. Archived flows are not. The module "Cruise Check-in" is a draft.
Changes to "Lost Property" wait 44 days for their publication, those to "Press Office" 12; those to the module "Weather
Notice" nobody knows how long. Both changed flows, and the drafts "Chat Pilot" and "Cruise Terminal Welcome", lack a
branch without which AWS publishes no flow.
Nine flows are broken: "Defaulting Payments" names a queue that is gone and a bot of Amazon Lex V1, "Sammelruf (alt)" an
archived flow, a hold flow where a disconnect flow is needed and Amazon Connect Voice ID, "Harwich Welcome" a prompt, hours, a data table, a task template and an agent that are gone, a bot that
failed and a view that was never published ("Travemuende Night Service" names what is right of the last five kinds); "Kiel
Welcome" has a dead end, "Dover Cargo" no error branch at a function; "Calais Welcome" goes round in silence, "Rostock
Night Service" repeats that it is closed; "Hamburg Cargo" hangs up without a word, and "Kiel Cargo" transfers to a queue
that is not set, both on a way from a number. "Hamburg Night Service" asks for hours that are never open; those that
"Harwich Night Service" asks for have no time in the week either, but an override opens them. The task template "Lost Luggage" leads to an archived flow;
"Claim 2024" is inactive.

**Phone numbers.** 57 of the instance and 4 of a traffic distribution group (a second group is empty), of all seven
types. Germany has one carrier, Great Britain two, France one and some that are not known, the USA one, Sweden none that
is known, Ireland a single number. One number has failed, one is in progress, two have no flow; the short code
needs none.

**Who may do what.** Users sign in with passwords of Amazon Connect. One approved origin is a wildcard. 34 of 240 users can
change users or security profiles: 4 administrators, and the 30 agents of "Team 07"; the 5 call centre managers only those
of their own hierarchy. 7 security profiles have no user, one user has two and one has one that is gone; two agents
are in no hierarchy group. One flow encrypts with a security key that is 402 days old. The role of all functions may read
every secret and delete every table of the account; a trail of all Regions keeps who changed what.

**Contacts and agents.** A quarter of the calls to "Cargo Booking EN" were abandoned, and 61.5 % left that queue within a
minute; "Reklamation DE" has long calls, "Lost Property FR" 12 calls, which are too few to tell. The agents of "English
Cargo" were busy 93.75 % of their time. 5 queues had no contacts, of which one is disabled.

**Cost.** The number of "Press Office" leads to a queue that nobody calls, and "Dover Night Service" puts callers into a queue
with nothing to do before.

**What an operator keeps in order.** No user has "English Night Shift", whose queues others serve. "Claims EN" is open on working
days from nine to five; on two Saturdays 40 contacts were put into it, and 17 gave up. One of two evaluation forms was never active, and
the domain of Customer Profiles has no tag.

**Global Resiliency.** The replica failed. Calls and agents of both traffic distribution groups are in this Region, moving them was
tried 36 days ago, and 51 of 55 numbers are in no group. Users have passwords, which no replica takes over. The worst hour lost 3.25 %
of the packets of agents' calls.

**CloudTrail.** 7 throttled calls to this instance, 4 to another, 3 that do not say. Calls that were denied or asked for
what is not there are no throttles.

**Flow log.** Failures of every kind in five flows, "Main Menu" with more than 100, many of them in one hour. Time-outs
and words like "Failed" at blocks that ask or compare are no failures. One page is empty though more follow, 3 events
come twice, one line is no JSON and one names no flow (the one that is no JSON, and `InputTimeLimitExceeded`, would not
pass the filter of the real service; a reader must survive them all the same). The log group never expires; "{alias}-test" is
another one.
"""


def write(world: World, truth: Truth) -> str:
    return _TEXT.format(alias=ALIAS, region=REGION, account=ACCOUNT_ID, arn=world.instance_arn,
                        findings=len(truth.as_json()["findings"]))
