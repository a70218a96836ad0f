//! *Larch Rise*: five agencies' files, written by the test itself. A nurse is told on 14 January of following, and tells probation on the
//! 16th; the police have a call without a day that there is, and housing's headings are in words that the program does
//! not know.
//! All of it is invented.

use std::{
    fs,
    path::{Path, PathBuf},
};

const PROBATION: &str = "Ref,Date,Time,Source,Author,Type,Event
LPR-001,07/10/2024,10:00,Case record,Practitioner J Marsh,Office visit - attended,\"First appointment. Owen Tarrant, 18 month order for harassment of Salma Idris, former partner.\"
LPR-002,04/11/2024,10:00,Case record,Practitioner J Marsh,Office visit - attended,Quiet. Warehouse shifts. Bus pass seen.
LPR-003,02/12/2024,10:00,Case record,Practitioner J Marsh,Office visit - attended,Says he is settled. Christmas rota.
LPR-004,06/01/2025,10:00,Case record,Practitioner J Marsh,Office visit - attended,\"Late by 20 mins, bus. Nothing to report.\"
LPR-005,16/01/2025,15:10,Case record,Practitioner J Marsh,Phone call from other,\"T Okello, nurse. Salma told her on the 14th that Owen has followed her home from work. Thanked her, noted for supervision.\"
LPR-006,03/02/2025,10:00,Case record,Practitioner J Marsh,Office visit - attended,Asked how things are. Fine. Shifts cut to three a week.
LPR-007,03/03/2025,10:00,Case record,Practitioner J Marsh,Office visit - attended,Cheerful. Looking for a car.
LPR-008,02/06/2025,10:00,Case record,Practitioner J Marsh,Office visit - attended,Quiet. No new matters.
";
const POLICE: &str = "Ref,Date,Time,Source,Author,Type,Event
LPL-001,09/10/2024,11:00,Log,PC 1181,Enquiry reply,\"TARRANT O, PROBATION REQ. 2 LOGS 2023.\"
LPL-002,31/12/2024,23:50,Log,Contact centre,Call for service,FIREWORKS LARCH RISE. ADVICE.
LPL-003,30/02/2025,18:20,Log,Contact centre,Call for service,\"NEIGHBOUR OF IDRIS, MALE IN CAR OUTSIDE FLATS. GONE ON ARRIVAL.\"
LPL-004,20/03/2025,09:15,Log,PC 1181,Lost property,\"PURSE HANDED IN, LARCH RISE. RETURNED.\"
LPL-005,02/05/2025,14:00,Log,PC 1181,Call for service,\"BICYCLE TAKEN FROM SHED, NO LINES.\"
LPL-006,11/06/2025,09:00,Log,PC 1181,Lost property,KEYS HANDED IN.
";
const NURSE: &str = "Ref,Date,Time,Source,Author,Type,Event
LMH-001,14/10/2024,10:30,Clinical notes,Nurse T Okello,Clinic,Salma Idris. Sleep better. Works at the bakery again.
LMH-002,18/11/2024,10:30,Clinical notes,Nurse T Okello,Clinic,Well. Tablets unchanged.
LMH-003,14/01/2025,10:30,Clinical notes,Nurse T Okello,Clinic,\"Salma frightened. Owen Tarrant has followed her home from work three times since New Year, and sat in his car outside her flat last night.\"
LMH-004,16/01/2025,15:00,Clinical notes,Nurse T Okello,Phone out,\"Rang probation, J Marsh, 15.10. Told him that Owen has been following Salma.\"
LMH-005,11/02/2025,10:30,Clinical notes,Nurse T Okello,Clinic,Salma tired. Changed her shifts. Review in four weeks.
LMH-006,09/06/2025,10:30,Clinical notes,Nurse T Okello,Clinic,Did not come. Letter sent.
";
const HOUSING: &str = "Nr,Wann,Notiz
1,10/10/2024,\"9 Larch Rise, Salma Idris. New lock fitted. Bins explained.\"
2,02/12/2024,Rent account clear.
3,15/01/2025,Light on the stairs mended.
4,24/01/2025,Mrs Pell at number 11 rang about parking.
5,03/04/2025,Boiler serviced.
6,10/06/2025,Gutters cleared.
";
const ADVISERS: &str = "Ref,Date,Time,Source,Author,Type,Event
LBE-001,21/10/2024,11:00,Case notes,Adviser R Quill,Intake,\"Salma Idris, referred by police. Safety plan made. Not seen him since court.\"
LBE-002,25/11/2024,11:00,Case notes,Adviser R Quill,Call,Well. Panic alarm tested.
LBE-003,20/12/2024,11:00,Case notes,Adviser R Quill,Call,Parcel left for Christmas.
LBE-004,28/02/2025,11:00,Case notes,Adviser R Quill,Call,No answer. Text left.
LBE-005,31/03/2025,11:00,Case notes,Adviser R Quill,Call,Asked about another flat. Form sent.
LBE-006,06/06/2025,11:00,Case notes,Adviser R Quill,Call,No answer.
";

/// The five files, in this folder.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    [
        ("probation.csv", PROBATION),
        ("police.csv", POLICE),
        ("nurse.csv", NURSE),
        ("housing.csv", HOUSING),
        ("beacon.csv", ADVISERS),
    ]
    .iter()
    .map(|(name, text)| {
        let file = folder.join(name);
        fs::write(&file, text).unwrap();
        file
    })
    .collect()
}
