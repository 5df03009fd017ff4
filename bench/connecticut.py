"""The accidental drug deaths of Connecticut, 2012 to 2022, as records of the substances that certificates name.

The words below are of these certificates: those that name no substance, and names that mean the same.
"""

import csv
import gzip
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from tideturn.methods.detection.first_appearance.names import Wording, categories_in
from tideturn.methods.detection.first_appearance.spelling import Spelling
from tideturn.methods.detection.first_appearance.watching import Record

FILE = Path(__file__).resolve().parents[2] / "shared" / "data" / "deaths" / "ct_accidental_drug_deaths_2012_2022.csv.gz"

GRAMMAR = """
a an and any as association at be by byt c case cobined comb combination combine combined covering cv dm due edrs
effect effects end end-stage endstage excess ffom following for from fromt he her his history htn i in including
levels likely of off on or osc pain person prescribed prescription present presumed probable probably removal s
setting stage status-post subtherapeutic survival taking the therapeutic to tot type uncertain unknown using while
with wtih
"""

INTOXICATION = """
abuse acute adverse agents analog analogue associated chronic complicated complicating complication complications
continued crushed delayed delirium derived designer drug drugs dust environmental excited exposure hallucinogen
ingestion inhalation inhalational injection intox intoxication intoxications intravenous medication metabolite mixed
mixed-drug multi-drug multidrug multiple narcotic novel od overdose pharmaceutical pills poisoning recent remote
substance substances synthetic toxic toxicities toxicity treatment use
"""

DISEASE = """
abscesses adenocarcinoma alcoholism alveolar anastomotic aneurysm anoxic anoxic-ischemic anterior aortic arrest
arterial arteriosclerotic artery ascending asphyxia aspiration asthma athero atherosclerosis atherosclerotic atrial
attack bacterial bilateral blunt body bowel brain bronchial bronchitis bronchopneumonia burns bypass carcinoma cardiac
cardiopulmonary cardiovascular cerebral cerebrovascular cirrhosis clinical compression congestive consolidation
coronary coronavirus covid-19 crohn damage death deep descending diabetes diabetic diffuse disease dissecting
dissection dka drowning effusion emboli embolic embolus emphysema encephalopathy endocarditis esophageal ethanolism
etiology extremities extremity face failure fibrillation fibrinous focal formation fractures gastric gastrointestinal
gastrostomy granulomatosis heart heat hematoma hemicraniectomy hemopericardial hemopericardium hemoperitoneum
hemorrhage hemorrhagic hepatic hepatitis hyperactive hyperglycemia hypertension hypertensive hypertrophy hypothermia
hypoxic hypoxic-induced hypoxic-ischemic iliac immersion inactivity induced infarct infarctions infection infectious
inflammatory injury interstitial intracerebellar intracerebral intracranial intraparenchymal intraventricular ischemic
ketoacidosis ketosis kidney left leukoencephalopathy liver lower lung massive mediastinoscopy mellitus metastatic
morbid mouth multifocal multisystem myeloma myocardial neck necrotizing nose obesity obstructive organ pancreatitis
peptic percutaneous perforation pericarditis peritonitis placed pleural pneumonia pontine positional pulmonary
pyelonephritis renal respiratory rib right rupture ruptured sclerosis segmental sepsis septic sequelae spontaneous
stent stroke subarachnoid submersion sudden tamponade thermal thromboemboli thromboembolism thromboembolus thromboses
thrombosis thrombus torso trauma tube ulcer upper urethral urosepsis vascular vein venous vertebral water
"""

SAME = {
    "ethanol": "alcohol",
    "despropionylfentanyl": "4anpp",
    "anpp4": "4anpp",
    "pfluorofentanyl": "parafluorofentanyl",
    "dextro": "methorphan",
    "levomethorphan": "methorphan",
    "pcp": "phencyclidine",
    "diacetylmorphine": "heroin",
    "benzo": "benzodiazepine",
    "benzos": "benzodiazepine",
    "ghb": "gammahydroxybutyrate",
    "gammahydroxybutyricacid": "gammahydroxybutyrate",
    "mdma": "34methylenedioxymethamphetamine",
    "mda": "34methylenedioxyamphetamine",
    "lsd": "lysergicaciddiethylamide",
    "desvenlafaxine": "odesmethylvenlafaxine",
    "desmethylvenlafaxine": "odesmethylvenlafaxine",
    "difluoroethane": "11difluoroethane",
    "parafluoroisobutyryl": "parafluoroisobutyrylfentanyl",
    "fibf": "parafluoroisobutyrylfentanyl",
    "parafluorobutyryl": "parafluorobutyrylfentanyl",
}
RUN_IN = ("of", "and", "with", "including", "the", "due", "to", "toxicity", "intoxication")


def wording() -> Wording:
    """Return the words of the certificates that name no substance."""
    return Wording(frozenset(f"{GRAMMAR} {INTOXICATION} {DISEASE}".split()))


def spelling() -> Spelling:
    """Return what reads slips of the pen, with nothing learnt yet."""
    return Spelling(same=SAME, run_in=RUN_IN)


def certificates(file: Path = FILE) -> list[tuple[date, str]]:
    """Return the day and the cause of each death, in date order; deaths of one day stay in the file's order."""
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        rows = [(_day(row["Date"]), row["Cause of Death"]) for row in csv.DictReader(lines)]
    return sorted(rows, key=lambda row: row[0])


def records(file: Path = FILE, *, reader: Spelling | None = None) -> Iterator[Record]:
    """Return the deaths as records of the substances named, in date order."""
    reader, words = reader or spelling(), wording()
    for day, cause in certificates(file):
        yield Record(day, categories_in(cause, wording=words, spelling=reader))


def _day(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a day has no time zone
