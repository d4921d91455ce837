/* The demo's words: see demo_words.h. */
#include "fund/initiative/demo_words.h"

const struct demo_kind_words demo_kinds[DEMO_KINDS] = {
    [KIND_LAW_CENTRE] = {"Brackwater", "Law Centre", "Free legal advice and casework, and the court when nothing else is left.", NULL,
                         true, IAA_LEVEL_LEVEL3, IAA_LEVEL_LEVEL3},
    [KIND_REFUGEE_WELCOME] = {"Thornmere", "Refugee Welcome", "A first cup of tea, then help with forms, schools and doctors.", NULL,
                              false, IAA_LEVEL_LEVEL1, IAA_LEVEL_LEVEL1},
    [KIND_ADVICE_HUB] = {"Kestrelby", "Advice Hub", "Immigration advice four days a week, two of them by telephone.", NULL, false,
                         IAA_LEVEL_LEVEL2, IAA_LEVEL_LEVEL1},
    [KIND_ADVICE_PROJECT] = {"Ravensgill", "Immigration Advice Project", "Casework from the first letter to the last appeal.", NULL,
                             false, IAA_LEVEL_LEVEL3, IAA_LEVEL_LEVEL2},
    [KIND_WOMEN] = {"Marlowick", "Women's Sanctuary Collective", "A house, a lawyer's telephone number and a crèche.",
                    "Women who had to leave home to be safe, and their children", false, IAA_LEVEL_LEVEL1, LEVEL_NONE},
    [KIND_LGBTQ] = {"Wexcombe", "LGBTQ+ Asylum Circle", "Company on the way through a claim, and help with its evidence.",
                    "LGBTQ+ people who are looking for safety", false, LEVEL_NONE, IAA_LEVEL_LEVEL1},
    [KIND_YOUTH] = {"Stonelea", "Youth Status Project", "Papers for young people who grew up here without any.",
                    "Children and young people who are sorting out their status", false, IAA_LEVEL_LEVEL2, LEVEL_NONE},
    [KIND_RIGHTS_NETWORK] = {"Pellinore", "Migrants' Rights Network", "Forty member groups with one voice towards ministers.", NULL,
                             false, LEVEL_NONE, LEVEL_NONE},
    [KIND_ORGANISERS] = {"Hollinvale", "Community Organisers", "Neighbours who learn how to change a rule together.", NULL, false,
                         LEVEL_NONE, LEVEL_NONE},
    [KIND_LITIGATION] = {"Dunmoor", "Strategic Litigation Clinic", "Chooses the case that changes things for everyone after it.", NULL,
                         true, LEVEL_NONE, LEVEL_NONE},
    [KIND_KITCHEN] = {"Saltmarsh", "Welcome Kitchen", "Dinner for eighty on Thursdays; advice is at the end of the table.", NULL, false,
                      LEVEL_NONE, LEVEL_NONE},
    [KIND_NEIGHBOURS] = {NULL, "Neighbours' Advice", "Advice in the library, by people who live round the corner.", NULL, false,
                         IAA_LEVEL_LEVEL1, LEVEL_NONE},
    [KIND_DROP_IN] = {NULL, "Asylum Drop-in", "Open door on Mondays and Wednesdays, no appointment.", NULL, false, LEVEL_NONE,
                      IAA_LEVEL_LEVEL2},
    [KIND_DEAF] = {NULL, "Deaf Migrants' Circle", "Advice in sign languages, more than one of them.", "Deaf people who came from elsewhere",
                   false, IAA_LEVEL_LEVEL1, LEVEL_NONE},
    [KIND_ELDERS] = {NULL, "Elders' Status Project", "For those who came long ago and were never given the paper.",
                     "Older people who have lived here most of their lives", false, IAA_LEVEL_LEVEL2, LEVEL_NONE},
    [KIND_FAMILIES] = {NULL, "Families Together Project", "Brings families back together, one application at a time.",
                       "Families who are waiting for each other", false, IAA_LEVEL_LEVEL2, IAA_LEVEL_LEVEL2},
};

const char *const demo_places[REGION_COUNT][DEMO_PLACES] = {
    [REGION_SCOTLAND] = {"Inverlarrow", "Kirkhallan", "Glenmorrow", "Dunfarrow", "Strathwhin", "Aberlorne"},
    [REGION_NORTHERN_IRELAND] = {"Ballyhollan", "Derrycorran", "Killyarden", "Carrickmoyle", "Lisnabrae", "Drumfarran"},
    [REGION_WALES] = {"Llanwyrfach", "Pontfelyn", "Abercerrig", "Cwmheulwen", "Nantygwernol", "Trefelin"},
    [REGION_NORTH_EAST] = {"Tarnholm", "Wearcliffe", "Northquay", "Alnbridge", "Craglaw Row", "Hexlaw"},
    [REGION_NORTH_WEST] = {"Ribblegate", "Fellbrook", "Netherquay", "Oldmill Cross", "Pennersby", "Carrholme"},
    [REGION_YORKSHIRE_HUMBER] = {"Oakenfirth", "Dalesbeck", "Humberstow", "Ainsthorpe", "Skellmoor", "Wharfenby"},
    [REGION_EAST_MIDLANDS] = {"Soarfield", "Trentholme", "Lacewell", "Foxmarsh", "Charnbridge", "Welbourne Heath"},
    [REGION_WEST_MIDLANDS] = {"Avonbrook", "Chainmakers Row", "Aldersey Cross", "Severnholt", "Kilnholt", "Malverley"},
    [REGION_EAST_ENGLAND] = {"Fenwick Hythe", "Broadsmere", "Orwellby", "Wensumford", "Colnebury", "Reedby Cross"},
    [REGION_LONDON] = {"Lamplight Hill", "Tanners Wharf", "Brinxley Green", "Lea Locks", "Northgate Hill", "Poplar Rise"},
    [REGION_SOUTH_EAST] = {"Chalkdown", "Medwell", "Solentside", "Wealdhurst", "Rotherby", "Arunbridge"},
    [REGION_SOUTH_WEST] = {"Torrbridge", "Exmarsh", "Tamarcombe", "Wansley Hill", "Quarrock Vale", "Fallowport"},
};

const struct demo_funder_words demo_funders[DEMO_FUNDERS] = {
    {"Alder & Finch Trust", 1500000, 2020, NULL},          {"Quillon Foundation", 1200000, 2020, NULL},
    {"Merrow Charitable Trust", 1000000, 2020, NULL},      {"Corvane Trust", 900000, 2021, NULL},
    {"Tamsin Vale Foundation", 800000, 2020, NULL},        {"Linnet & Roe Fund", 700000, 2021, NULL},
    {"Greywether Foundation", 600000, 2022, NULL},         {"Ostrel Foundation", 500000, 2021, "Influencing work in Wales"},
    {"Bexhollow Charitable Trust", 400000, 2022, NULL},    {"Sallowfield Trust", 350000, 2021, NULL},
    {"Marchbank & Thistle Fund", 250000, 2022, NULL},      {"Penhallowby Trust", 200000, 2021, NULL},
};

const char *const demo_partnership_titles[DEMO_TITLES] = {
    "One front door for immigration advice", "Casework together", "Training the next advisers", "Advice in towns that have none",
    "Keeping the advisers we have",
};
const char *const demo_partnership_strategies[DEMO_TITLES] = {
    "Anyone who asks one of us has asked all of us. We keep one list, and whoever has room takes the case.",
    "Level 1 happens where people already are; Level 2 and 3 cases go to whoever can carry them, and come back to be explained.",
    "Each year two people move up a level. The one who trains them has those days paid.",
    "A van on Tuesdays, a room in the library on Thursdays, and a telephone for the days between.",
    "Supervision every fortnight, leave that is taken, and wages that rise with the rent.",
};
#define METHOD(name) (1u << INFLUENCING_METHOD_##name)
const struct demo_influencing_words demo_influencing[DEMO_INFLUENCING] = {
    {"Fees that families can pay", "Brings down what it costs to register a child.", "We go to every council with three families and one number.",
     METHOD(ORGANISING) | METHOD(ADVOCACY)},
    {"The right to a lawyer who answers", "Shows in court what it means when nobody takes the case.", "Test cases, chosen with those they are about.",
     METHOD(LITIGATION)},
    {"No one held without a date", "A limit on how long anyone can be detained.", "Evidence first, then the phone calls.",
     METHOD(ADVOCACY) | METHOD(COMMUNICATIONS)},
    {"Our own spokespeople", "People tell their own story on their own terms, or not at all.", "We train, we say no to most requests, and we go along.",
     METHOD(COMMUNICATIONS)},
    {"Safe routes, named and counted", "Counts the routes that exist on paper and those that exist.", "A map that embarrasses.",
     METHOD(ADVOCACY) | METHOD(LITIGATION)},
    {"The town says stay", "Neighbours who stand with families before the knock on the door.", "Street by street, with a rota.",
     METHOD(ORGANISING) | METHOD(DIRECT_ACTION)},
    {"Coalition for housing that is not a hotel", "Three organisations, one demand: homes.", "Tenants, faith groups and us, in one room each month.",
     METHOD(ORGANISING) | METHOD(ADVOCACY) | METHOD(CAMPAIGNING)},
    {"Coalition against the healthcare charge", "Doctors, nurses and those who were charged.", "White coats outside the ministry.",
     METHOD(CAMPAIGNING) | METHOD(COMMUNICATIONS)},
    {"Coalition for the right to work", "Work while waiting, so that waiting is not all there is.", "Employers say it with us.",
     METHOD(ADVOCACY) | METHOD(CAMPAIGNING)},
    {"Coalition on age and belief", "Young people are believed about their age.", "Cases, and the pattern that the cases make.",
     METHOD(LITIGATION) | METHOD(ADVOCACY)},
    {"Coalition for women who report violence", "Nobody who calls the police is sent away for it.", "One protocol, one force at a time.",
     METHOD(ADVOCACY) | METHOD(ORGANISING)},
    {"Coalition for racial justice at the border", "Names what the rules do to whom.", "Study circles first, then the street.",
     METHOD(ORGANISING) | METHOD(DIRECT_ACTION) | METHOD(COMMUNICATIONS)},
};
const char *const demo_infrastructure_titles[DEMO_INFRASTRUCTURE] = {
    "A case system that works on a phone", "Books in order: a finance worker one day a week", "Doors, locks and a safer office",
    "A board that meets", "Interpreting, properly paid", "Supervision for a year", "New roof, same kitchen", "Laptops that last",
    "Leaving the old website behind",
};
