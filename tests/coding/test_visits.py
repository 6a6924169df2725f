"""Visits: travel, hosts, invitations, cancelled and planned trips."""

from __future__ import annotations

from collections.abc import Callable

CASES = r"""
The Danish premier flew to Peru on Monday.
  visit DNK>PER occurred
The Danish premier flew out to Peru on Monday.
  visit DNK>PER occurred
The Danish premier has flown into Lima.
  visit DNK>PER occurred
The Danish premier touched down in Lima on Monday.
  visit DNK>PER occurred
The Danish premier set off for Peru on Monday.
  visit DNK>PER planned
The Danish premier departed for Lima on Monday.
  visit DNK>PER planned
The Danish premier leaves for Peru on Thursday.
  visit DNK>PER planned
The Danish premier headed for Peru on Monday.
  visit DNK>PER planned
The Danish premier is heading to Lima.
  visit DNK>PER planned
The Danish premier is on his way to Lima.
  visit DNK>PER planned
The Danish premier was on his way to Lima on Monday.
  visit DNK>PER planned
The Danish premier made his way to Lima.
  visit DNK>PER occurred
The Danish premier is bound for Lima.
  visit DNK>PER planned
The Danish premier crossed into Peru on Monday.
  visit DNK>PER occurred
The Danish premier slipped into Peru on Monday.
  visit DNK>PER occurred
The Danish premier drove across the border into Peru.
  visit DNK>PER occurred
The Danish premier entered Peru on Monday.
  visit DNK>PER occurred
The Danish premier reached Lima on Monday.
  visit DNK>PER occurred
The Danish premier stopped over in Lima on Monday.
  visit DNK>PER occurred
The Danish premier stopped off in Lima on Monday.
  visit DNK>PER occurred
The Danish premier stopped in Lima on Monday.
  visit DNK>PER occurred
The Danish premier broke his journey in Lima.
  visit DNK>PER occurred
The Danish premier transited through Lima on Monday.
  visit DNK>PER occurred
The Danish premier passed through Lima on Monday.
  visit DNK>PER occurred
The Danish premier toured Peru in May.
  visit DNK>PER occurred
The Danish premier returned to Lima on Monday.
  visit DNK>PER occurred
The Danish premier turned up in Lima on Monday.
  visit DNK>PER occurred
The Danish premier showed up unannounced in Lima on Monday.
  visit DNK>PER occurred
The Danish premier spent two days in Lima.
  visit DNK>PER occurred
The Danish premier stayed in Lima for three days.
  visit DNK>PER occurred
The Danish premier was in Lima on Monday for talks.
  visit DNK>PER occurred
The Danish premier is in Lima.
  visit DNK>PER occurred
The Danish premier is in Lima on a three-day visit.
  visit DNK>PER occurred
The Danish premier will be in Lima on Thursday.
  visit DNK>PER planned
The Danish premier came to Lima in 1994.
  visit DNK>PER occurred
The Danish premier will come to Lima next week.
  visit DNK>PER planned
The Danish premier is coming to Lima next week.
  visit DNK>PER planned
The Danish premier dropped in on Lima on Monday.
  visit DNK>PER occurred
The Danish premier called in at Lima on Monday.
  visit DNK>PER occurred
The Danish premier descended on Lima on Monday.
  visit DNK>PER occurred
The Danish premier set foot in Peru on Monday.
  visit DNK>PER occurred
The Danish premier became the first leader of his country to set foot in Peru.
  visit DNK>PER occurred
The Danish premier became the first Western leader to visit Peru since the coup.
  visit DNK>PER occurred
The Danish premier was the first Western leader to visit Peru since the coup.
  visit DNK>PER occurred
The Danish premier returned from Lima on Monday.
  visit DNK>PER occurred
The Danish premier came home from Lima on Monday.
  visit DNK>PER occurred
The Danish premier, fresh from a trip to Peru, spoke to reporters.
  visit DNK>PER occurred
The Danish premier left Lima on Monday after two days of talks.
  visit DNK>PER occurred
The Danish premier flew home from Lima on Monday.
  visit DNK>PER occurred
The Danish premier visited Peru, Chile and Bolivia.
  visit DNK>BOL occurred
  visit DNK>CHL occurred
  visit DNK>PER occurred
The Danish premier will travel to Peru next week, the first such trip in a decade.
  visit DNK>PER planned
The Danish premier travelled on to Chile on Tuesday.
  visit DNK>CHL occurred
The Danish premier went on to Chile on Tuesday.
  visit DNK>CHL occurred
A Danish delegation was in Lima last week.
  visit DNK>PER occurred
A Danish delegation led by the trade minister arrived in Lima last week.
  visit DNK>PER occurred
Danish negotiators arrived in Lima on Monday.
  visit DNK>PER occurred
Denmark's foreign minister was due in Lima on Thursday.
  visit DNK>PER planned
Denmark's foreign minister was expected in Lima on Thursday.
  visit DNK>PER planned
Denmark's foreign minister is expected to visit Peru.
  visit DNK>PER planned
Denmark's foreign minister is due to arrive in Lima on Thursday.
  visit DNK>PER planned
Denmark's foreign minister is scheduled to hold talks in Lima with his Peruvian counterpart.
  visit DNK>PER planned
Denmark's foreign minister is to visit Lima.
  visit DNK>PER planned
Denmark's foreign minister plans a trip to Lima.
  visit DNK>PER planned
Denmark's foreign minister is planning to go to Lima.
  visit DNK>PER planned
Denmark's foreign minister intends to visit Lima in July.
  visit DNK>PER planned
Denmark's foreign minister may visit Lima in July.
  visit DNK>PER proposed
Denmark's foreign minister is considering a visit to Lima.
  visit DNK>PER proposed
Denmark's foreign minister offered to visit Lima.
  visit DNK>PER proposed
Denmark's foreign minister has agreed to visit Lima.
  visit DNK>PER planned
The Danish premier paid a visit to Peru.
  visit DNK>PER occurred
The Danish premier paid Peru a three-day visit.
  visit DNK>PER occurred
The Danish premier paid a state visit to Peru.
  visit DNK>PER occurred
The Danish premier began a three-day visit to Peru on Monday.
  visit DNK>PER occurred
The Danish premier started a tour of Peru on Monday.
  visit DNK>PER occurred
The Danish premier wrapped up a trip to Peru on Monday.
  visit DNK>PER occurred
The Danish premier ended a visit to Peru on Monday.
  visit DNK>PER occurred
The Danish premier cut short a visit to Peru on Monday.
  visit DNK>PER occurred
The Danish premier embarked on a tour of Peru.
  visit DNK>PER occurred
The Danish premier is on a visit to Peru.
  visit DNK>PER occurred
The Danish premier was on a visit to Peru when the news broke.
  visit DNK>PER occurred
The Danish premier arrived on a visit to Peru.
  visit DNK>PER occurred
The Danish premier arrived in Lima on Monday on an official visit.
  visit DNK>PER occurred
The Danish premier will pay an official visit to Peru on 20 June.
  visit DNK>PER planned
The Danish premier concluded a four-day swing through Peru and Chile.
  visit DNK>CHL occurred
  visit DNK>PER occurred
The Danish premier made a stop in Lima.
  visit DNK>PER occurred
The Danish premier made a surprise visit to Lima.
  visit DNK>PER occurred
The Danish premier made a pilgrimage to Lima.
  visit DNK>PER occurred
The Danish premier made a secret trip to Peru in July.
  visit DNK>PER occurred
During a visit to Lima, the Danish premier praised Peru.
  support DNK>PER occurred
  visit DNK>PER occurred
On a visit to Lima in May, the Danish premier spoke of trade.
  visit DNK>PER occurred
The Danish premier spoke of trade during a visit to Lima.
  visit DNK>PER occurred
The Danish premier, on a visit to Lima, said that trade would grow.
  visit DNK>PER occurred
The Danish premier, who is visiting Peru, said that trade would grow.
  visit DNK>PER occurred
After his visit to Lima, the Danish premier spoke of trade.
  visit DNK>PER occurred
After visiting Lima, the Danish premier spoke of trade.
  visit DNK>PER occurred
Before leaving Lima, the Danish premier spoke of trade.
  visit DNK>PER occurred
Arriving in Lima on Monday, the Danish premier spoke of trade.
  visit DNK>PER occurred
The Danish premier's visit to Peru ended on Monday.
  visit DNK>PER occurred
The Danish premier's three-day visit to Peru begins on Thursday.
  visit DNK>PER planned
The Danish premier's trip to Lima will take place in July.
  visit DNK>PER planned
The Danish premier's trip to Lima was the first since 1990.
  visit DNK>PER occurred
A state visit to Peru by the Danish queen is planned for July.
  visit DNK>PER planned
The first visit to Peru by a Danish premier ended on Monday.
  visit DNK>PER occurred
The first visit by a Danish premier to Peru ended on Monday.
  visit DNK>PER occurred
The arrival of the Danish premier in Lima drew crowds.
  visit DNK>PER occurred
The Danish premier's arrival in Lima drew crowds.
  visit DNK>PER occurred
Peru hosted the Danish premier in May.
  visit DNK>PER occurred
Peru played host to the Danish premier in May.
  visit DNK>PER occurred
The Peruvian president welcomed the Danish premier to Lima on Monday.
  visit DNK>PER occurred
The Peruvian president greeted the Danish premier in Lima on Monday.
  visit DNK>PER occurred
The Peruvian president received the Danish foreign minister in Lima on Monday.
  visit DNK>PER occurred
The Danish foreign minister was received by the Peruvian president on Monday.
  visit DNK>PER occurred
The Danish premier was greeted on arrival in Lima by the Peruvian president.
  visit DNK>PER occurred
The Danish premier was given a red-carpet welcome in Lima on Monday.
  visit DNK>PER occurred
The Danish premier received a warm welcome in Lima on Monday.
  visit DNK>PER occurred
Peru will host the Danish premier in July.
  visit DNK>PER planned
The Peruvian president held talks in Lima on Monday with the Danish premier.
  visit DNK>PER occurred
The Danish premier met the Peruvian president in Lima on Monday.
  visit DNK>PER occurred
The Danish premier held talks in Lima on Monday with the Peruvian president.
  visit DNK>PER occurred
The Danish premier and the Peruvian president met in Lima on Monday.
  visit DNK>PER occurred
The Peruvian president entertained the Danish premier at the palace in Lima.
  visit DNK>PER occurred
Peru invited the Danish premier to Lima.
  visit PER>DNK occurred
The Peruvian president has invited the Danish premier to visit Lima.
  visit PER>DNK occurred
The Danish premier was invited to Lima by the Peruvian president.
  visit PER>DNK occurred
The Danish premier accepted an invitation from the Peruvian president to visit Lima.
  visit DNK>PER planned
The Danish premier turned down an invitation to Lima.
  visit DNK>PER refused
The Danish premier refused to go to Lima.
  visit DNK>PER refused
The Danish premier will visit Peru at the invitation of its president.
  visit DNK>PER planned
  visit PER>DNK occurred
An invitation to the Danish premier was issued by Peru in May.
  visit PER>DNK occurred
The Danish premier cancelled a trip to Peru.
  visit DNK>PER cancelled
The Danish premier called off his visit to Peru.
  visit DNK>PER cancelled
The Danish premier called off a planned visit to Lima.
  visit DNK>PER cancelled
The Danish premier put off a trip to Peru.
  visit DNK>PER cancelled
The Danish premier shelved a trip to Peru.
  visit DNK>PER cancelled
The Danish premier pulled out of a visit to Peru.
  visit DNK>PER cancelled
The Danish premier scrapped plans to visit Peru.
  visit DNK>PER cancelled
The Danish premier abandoned a planned trip to Peru.
  visit DNK>PER cancelled
The Danish premier postponed his trip to Peru.
  visit DNK>PER cancelled
A visit to Peru by the Danish premier has been put off.
  visit DNK>PER cancelled
The Danish premier's visit to Peru was called off.
  visit DNK>PER cancelled
The Danish premier's planned visit to Lima has been postponed.
  visit DNK>PER cancelled
A planned trip to Lima by the Danish premier was cancelled.
  visit DNK>PER cancelled
Denmark sent its foreign minister to Lima.
  visit DNK>PER occurred
Denmark will send its foreign minister to Lima next week.
  visit DNK>PER planned
Denmark dispatched a special envoy to Lima.
  visit DNK>PER occurred
Plans for a visit to Peru by the Danish premier were announced on Monday.
  visit DNK>PER planned
The Danish premier announced a visit to Peru.
  visit DNK>PER planned
Denmark announced that its premier would visit Peru in July.
  visit DNK>PER planned
The Danish premier spoke of trade on the eve of a visit to Lima.
  visit DNK>PER planned
Danish Foreign Minister Mette Holm arrived in Lima. Holm had been in Quito on Sunday.
  visit DNK>ECU occurred
  visit DNK>PER occurred
The tour will take the Danish premier to Peru and Chile.
  visit DNK>CHL planned
  visit DNK>PER planned
A tour of three countries took the Danish premier to Peru.
  visit DNK>PER occurred
His next stop is Lima.
The Danish premier went to Chile. His next stop is Peru.
  visit DNK>CHL occurred
  visit DNK>PER planned
The Danish premier has not visited Peru.
The Danish premier has no plans to visit Peru.
The Danish premier never set foot in Peru.
A Peruvian tourist visited Denmark.
The Peruvian premier returned home to Lima.
The Peruvian president spoke in Lima.
"""


def test_visits(text: str, tells: list[str], told: Callable[[str], list[str]]) -> None:
    assert told(text) == tells
